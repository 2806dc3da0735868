package config

import (
	"bytes"
	"encoding/json"
	"maps"
)

// Schema is the JSON Schema (2020-12) of the document, for editors. What passes Parse is valid under it. It cannot say
// everything that Parse checks: keys that stand twice, tenants with the same name, zones in the wrong order, settings that
// another one asks for.
func Schema() []byte {
	s := maps.Clone(document().schema)
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "Configuration of securescore"
	s["description"] = "Which tenants are watched, where their snapshots are kept and who is told."
	s["examples"] = like(map[string]any{
		"store": "file://./data",
		"tenants": []any{map[string]any{
			"name": "contoso", "id": "contoso.onmicrosoft.com", "auth": map[string]any{"token": "env://GRAPH_TOKEN"},
		}},
	})
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false) // the document is for people too, and <!subteam^…> is an example in it
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		panic(err) // the table holds nothing that JSON lacks; a test calls this
	}
	return out.Bytes()
}
