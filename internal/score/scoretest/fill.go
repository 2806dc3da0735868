// Package scoretest fills values for tests, so that a test notices a field that
// an encoder or a decoder forgets.
package scoretest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Passes is how many passes of Fill distinguish all booleans of a value. In
// pass 0 every boolean is true.
const Passes = 5

// Fill gives every field of the struct that v points to a value of its own that
// is not zero, through nested structs, pointers, slices and maps. It leaves the
// fields in except alone, which are named by their path, such as
// "Controls.Description". It fails on a type that it cannot fill, and on a path
// in except that does not exist.
func Fill(v any, pass int, except ...string) error {
	f := filler{pass: pass, except: except, skipped: map[string]bool{}}
	if err := f.fill(reflect.ValueOf(v).Elem(), ""); err != nil {
		return err
	}
	for _, path := range except {
		if !f.skipped[path] {
			return fmt.Errorf("no field %s to leave alone in %T", path, v)
		}
	}
	return nil
}

type filler struct {
	pass, values, booleans int
	except                 []string
	skipped                map[string]bool
}

func (f *filler) fill(v reflect.Value, path string) error {
	f.values++
	if f.fillByType(v) {
		return nil
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("%s %d", path, f.values))
	case reflect.Int:
		v.SetInt(int64(f.values))
	case reflect.Float64:
		v.SetFloat(float64(f.values) + 0.25)
	case reflect.Bool:
		f.booleans++
		v.SetBool(f.pass == 0 || f.booleans>>(f.pass-1)&1 == 1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return f.fill(v.Elem(), path)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			if err := f.fill(v.Index(i), path); err != nil {
				return err
			}
		}
	case reflect.Map:
		return f.fillMap(v, path)
	case reflect.Struct:
		return f.fillStruct(v, path)
	default:
		return fmt.Errorf("%s: no rule to fill a %s", path, v.Type())
	}
	return nil
}

// fillByType fills a value whose type has a form of its own, and says whether
// it did.
func (f *filler) fillByType(v reflect.Value) bool {
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(2026, 1, 1, f.values, 0, 0, 0, time.UTC)))
	case v.Type() == reflect.TypeFor[json.RawMessage]():
		v.SetBytes(fmt.Appendf(nil, `{"value":%d}`, f.values))
	case v.Kind() == reflect.String && v.Type().Name() == "Date":
		v.SetString(time.Date(2026, 1, f.values, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	default:
		return false
	}
	return true
}

func (f *filler) fillMap(v reflect.Value, path string) error {
	v.Set(reflect.MakeMap(v.Type()))
	key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
	if err := f.fill(key, path); err != nil {
		return err
	}
	if err := f.fill(value, path); err != nil {
		return err
	}
	v.SetMapIndex(key, value)
	return nil
}

func (f *filler) fillStruct(v reflect.Value, path string) error {
	for i := range v.NumField() {
		at := strings.TrimPrefix(path+"."+v.Type().Field(i).Name, ".")
		if slices.Contains(f.except, at) {
			f.skipped[at] = true
			continue
		}
		if !v.Field(i).CanSet() {
			return fmt.Errorf("%s: an unexported field cannot be filled", at)
		}
		if err := f.fill(v.Field(i), at); err != nil {
			return err
		}
	}
	return nil
}
