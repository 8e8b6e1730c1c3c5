// Package workbook writes the survey as an xlsx file that a customer fills in
// offline, and reads it back.
//
// Every section has a sheet for each role that answers it, with one line for each
// question in each place. A record or a multi has a line below it for each of its
// parts, and the rows of tables stand on a sheet of lists beside it. Ids in the last
// column say what a line is about, so that lines may be sorted, filtered, deleted
// and carried to another file. A hidden sheet keeps the answers that the workbook
// was made from: only what differs from them is brought back.
package workbook
