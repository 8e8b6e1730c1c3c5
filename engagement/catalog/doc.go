// Package catalog is the service catalogue of the three editions as data:
// phases, services, scope, boundaries, preconditions, duties, deliverables,
// acceptance and what the preparation of an engagement needs.
//
// Its source is the statement of work 《容器化交付服务》工作说明书. Each entry
// keeps the quoted line of that source, our reading where the text is silent or
// contradicts itself, and what has to be confirmed with the customer. The data
// is embedded YAML with both languages side by side; Load reads it once.
package catalog
