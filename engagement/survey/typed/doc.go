// Package typed turns what people type, into a field, a line or the cell of a
// spreadsheet, into the form that the survey reads, where the meaning is certain:
// options in the words of either language, full-width digits, Chinese units and
// dates, numbers with their unit behind them.
package typed
