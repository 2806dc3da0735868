package app

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unsafe"

	"secure-score-reporter/report/words"
)

// dump is everything that can be reached from a value, a line each, private
// fields and what is behind interfaces too. Functions that take a context or a
// text and nothing else are called, and their results are dumped: secrets,
// logos and channels are made by such functions.
func dump(v any) string {
	d := &dumper{seen: map[uintptr]bool{}}
	d.value("job", reflect.ValueOf(v))
	return d.b.String()
}

type dumper struct {
	b    strings.Builder
	seen map[uintptr]bool
}

// opaque are packages whose types hold nothing of a configuration, but locks,
// pools and addresses that differ from one process to the next.
var opaque = []string{
	"sync", "net/http", "crypto/", "log/slog", "internal/", "runtime", "go.opentelemetry.io/", "unique",
}

func (d *dumper) value(path string, v reflect.Value) {
	if !v.IsValid() {
		return
	}
	if pkg := v.Type().PkgPath(); slices.ContainsFunc(opaque, func(o string) bool { return strings.HasPrefix(pkg, o) }) {
		return
	}
	switch v = open(v); v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && !d.seen[v.Pointer()] {
			d.seen[v.Pointer()] = true
			d.value(path, v.Elem())
		}
	case reflect.Interface:
		d.value(path, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			d.value(path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			d.value(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Map:
		keys := map[string]reflect.Value{}
		for _, key := range v.MapKeys() {
			keys[fmt.Sprint(key)] = v.MapIndex(key)
		}
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			d.value(path+"["+key+"]", keys[key])
		}
	case reflect.Func:
		d.call(path, v)
	case reflect.Chan, reflect.UnsafePointer, reflect.Uintptr:
	default:
		fmt.Fprintf(&d.b, "%s = %v\n", path, v)
	}
}

func (d *dumper) call(path string, f reflect.Value) {
	if f.IsNil() || f.Type().NumIn() == 0 || f.Type().IsVariadic() {
		return
	}
	var in []reflect.Value
	for i := range f.Type().NumIn() {
		switch f.Type().In(i) {
		case reflect.TypeFor[context.Context]():
			in = append(in, reflect.ValueOf(context.Background()))
		case reflect.TypeFor[string]():
			in = append(in, reflect.ValueOf("U1"))
		case reflect.TypeFor[words.Words]():
			in = append(in, reflect.ValueOf(words.English))
		default:
			return
		}
	}
	for i, out := range f.Call(in) {
		d.value(fmt.Sprintf("%s()[%d]", path, i), out)
	}
}

// open is the value without the guard of private fields, whose functions
// reflect does not call and whose interfaces it does not open.
func open(v reflect.Value) reflect.Value {
	switch {
	case v.CanAddr():
		return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
	case v.Kind() == reflect.Struct && v.CanInterface():
		copied := reflect.New(v.Type()).Elem()
		copied.Set(v)
		return copied
	}
	return v
}

// firstDifference is the first line in which two dumps differ.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\n" + y[i]
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}
