package config

import _ "embed" // for schema.json

//go:embed schema.json
var schema []byte

// Schema is the JSON Schema (2020-12) of the document, for editors. What passes
// Parse is valid under it. It cannot say everything that Parse checks: keys
// that are there twice, tenants with the same name, zones in the wrong order,
// settings that another one needs. A test makes it from the types of this
// package.
func Schema() []byte { return schema }
