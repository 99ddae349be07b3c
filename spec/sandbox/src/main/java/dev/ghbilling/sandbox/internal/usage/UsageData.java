package dev.ghbilling.sandbox.internal.usage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/** Rows of usage, numbered from 0. What a filter needs is known without making the row. */
public interface UsageData {
  /** Returns the number of rows. */
  long size();

  /** Returns a number that belongs to a row, also when rows are added before it. */
  default long identity(long row) {
    return row;
  }

  /** Returns the day of a row, in days since 1970. */
  long epochDay(long row);

  /** Returns the hour of day of a row; 0 for a row without a time. */
  int hour(long row);

  /** Returns the id of the cost center that a row is charged to; empty if there is none. */
  Optional<String> costCenter(long row);

  /** Returns a row. */
  UsageRow row(long number);

  /** Writes a row as the API shows it. */
  void writeJson(long row, JsonGenerator out) throws IOException;
}
