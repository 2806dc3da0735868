package config

import (
	"path/filepath"
	"reflect"

	"secure-score-reporter/internal/fileurl"
	"secure-score-reporter/internal/secrets"
)

// relativeTo makes every relative path of the document absolute. It is relative
// to the document's own directory, so that it means the same wherever the
// program is started from.
func (c *Config) relativeTo(dir string) { locate(reflect.ValueOf(c).Elem(), "", dir) }

// locate makes the paths in a value absolute: texts whose tag says that they
// may be a path, secrets and transports.
func locate(v reflect.Value, check, dir string) {
	switch at := v.Addr().Interface().(type) {
	case *Secret:
		at.relativeTo(dir)
		return
	case *Transport:
		at.relativeTo(dir)
		return
	case *string:
		if check == "store" || check == "file" {
			*at = absolute(*at, dir)
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			locate(v.Elem(), check, dir)
		}
	case reflect.Slice:
		for i := range v.Len() {
			locate(v.Index(i), check, dir)
		}
	default:
		for _, f := range fieldsOf(v.Type()) {
			locate(v.Field(f.index), f.check, dir)
		}
	}
}

func (s *Secret) relativeTo(dir string) {
	if s.value == nil {
		return
	}
	if scheme, _, _ := secrets.CutScheme(*s.value); scheme == "file" {
		moved := absolute(*s.value, dir)
		s.value, s.shown = &moved, &moved
	}
}

// absolute is a path or a file:// URL with the path from the root. Other URLs,
// and a path that is empty or broken, stay as they are.
func absolute(location, dir string) string {
	scheme, _, isURL := secrets.CutScheme(location)
	switch {
	case !isURL && location != "" && !filepath.IsAbs(location):
		return filepath.Join(dir, location)
	case scheme != "file":
		return location
	}
	path, err := fileurl.Path(location)
	if err != nil || filepath.IsAbs(path) {
		return location
	}
	return fileurl.Of(filepath.Join(dir, path))
}
