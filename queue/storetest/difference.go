package storetest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"paihao/queue"
)

// difference says where got first differs from want; it is empty when they are the same. Times are the same when they
// are the same instant, and an empty list or map is the same as none.
func difference(got, want any) string {
	return differ("", reflect.ValueOf(got), reflect.ValueOf(want))
}

func differ(path string, got, want reflect.Value) string {
	switch {
	case got.Type() == reflect.TypeFor[time.Time]():
		if !got.Interface().(time.Time).Equal(want.Interface().(time.Time)) {
			return unlike(path, got, want)
		}
	case got.Kind() == reflect.Pointer:
		if got.IsNil() != want.IsNil() {
			return unlike(path, got, want)
		}
		if !got.IsNil() {
			return differ(path, got.Elem(), want.Elem())
		}
	case got.Kind() == reflect.Slice:
		return differInLists(path, got, want)
	case got.Kind() == reflect.Map:
		return differInMaps(path, got, want)
	case got.Type() == reflect.TypeFor[queue.Summary](): // which may not have been read
		if g, w := text(got), text(want); g != w {
			return fmt.Sprintf("%s: got %s, want %s", path, g, w)
		}
	case got.Kind() == reflect.Struct:
		for i := range got.NumField() {
			if d := differ(path+"."+got.Type().Field(i).Name, got.Field(i), want.Field(i)); d != "" {
				return d
			}
		}
	case !got.Equal(want):
		return unlike(path, got, want)
	}
	return ""
}

func differInLists(path string, got, want reflect.Value) string {
	if got.Len() != want.Len() {
		return unlike(path, got, want)
	}
	for i := range got.Len() {
		if d := differ(fmt.Sprintf("%s[%d]", path, i), got.Index(i), want.Index(i)); d != "" {
			return d
		}
	}
	return ""
}

func differInMaps(path string, got, want reflect.Value) string {
	if got.Len() != want.Len() {
		return unlike(path, got, want)
	}
	for _, key := range want.MapKeys() {
		if !got.MapIndex(key).IsValid() {
			return unlike(path, got, want)
		}
		if d := differ(fmt.Sprintf("%s[%v]", path, key), got.MapIndex(key), want.MapIndex(key)); d != "" {
			return d
		}
	}
	return ""
}

// text is a record as a store keeps it.
func text(v reflect.Value) string {
	record := v.Interface().(queue.Summary)
	written, err := json.Marshal(&record)
	if err != nil {
		return err.Error()
	}
	return string(written)
}

func unlike(path string, got, want reflect.Value) string {
	return fmt.Sprintf("%s: got %+v, want %+v", path, got, want)
}
