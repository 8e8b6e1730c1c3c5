// Package inventory reads the lists of applications that customers have: xlsx and
// CSV with titles in Chinese or English in any order, and the CSV format that
// Konveyor imports. It proposes answers from them.
package inventory
