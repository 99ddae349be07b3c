package dev.ghbilling.cli.output;

/** A format in which a command prints its result. */
public enum OutputFormat {
  /** Aligned text for people. */
  TABLE,
  /** The document of the API. */
  JSON,
  /** The rows of CSV, each as JSON on a line. */
  JSONL,
  /** Comma-separated values with a header. */
  CSV,
  /** The table for people in GitHub's markdown. */
  MARKDOWN
}
