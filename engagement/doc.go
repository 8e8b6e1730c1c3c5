// Package engagement is one project with one customer: the edition that was
// bought and the workspace on disk that holds answers, assessments and
// deliverables. It makes a workspace, reads it strictly and tells how far the
// engagement has come.
//
// What an edition contains is data of the package catalog below.
package engagement
