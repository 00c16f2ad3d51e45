/** Package names as pip compares them (PEP 503): case and runs of `-`, `_`, `.` do not matter. */
export function normaliseName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
