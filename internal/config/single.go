package config

import (
	"fmt"
	"reflect"
)

// ForTenant is a configuration without a document: the defaults, and one tenant
// of a cloud that is called by its id. It has no store and no channels. An
// empty cloud is the public one.
func ForTenant(id, cloud string, auth Auth) (Config, error) {
	if problem := checkID(id); problem != "" {
		return Config{}, fmt.Errorf("tenant: %s", problem)
	}
	if _, problem := rules["cloud"].text(cloud); cloud != "" && problem != "" {
		return Config{}, fmt.Errorf("cloud: %s", problem)
	}
	var c Config
	r := &reader{config: &c}
	r.preset(reflect.ValueOf(&c).Elem())
	if cloud != "" {
		c.Graph.Cloud = cloud
	}
	var t Tenant
	r.preset(reflect.ValueOf(&t).Elem())
	if auth.DeviceCode != nil {
		r.preset(reflect.ValueOf(auth.DeviceCode).Elem())
	}
	t.Name, t.ID, t.Auth = id, id, auth
	c.Tenants = []Tenant{t}
	return c, nil
}
