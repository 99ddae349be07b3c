package dev.ghbilling.sandbox.internal.export;

/** The rules for which exports can be created, and how many files they have. */
public enum ExportRules {
  /** The rules in GitHub's documents. */
  DOCUMENTED,
  /** The rules that GitHub has been observed to enforce. */
  OBSERVED;

  /** Returns the columns of a report type. */
  ReportColumns columns(String type) {
    return this == OBSERVED ? ReportColumns.observed(type) : ReportColumns.of(type);
  }

  /** Returns whether a second export is refused while one is processed. */
  boolean isOneAtATime() {
    return this == OBSERVED;
  }

  /** Returns whether a report without rows has a file. */
  public boolean hasFileWithoutRows() {
    return this == DOCUMENTED;
  }
}
