package dev.ghbilling.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/** Rows of usage by number, from 0. What filters need is told without making the row. */
interface UsageData {
  long size();

  /** The day of a row, in days since 1970. */
  long epochDay(long row);

  /** The hour of day of a row; 0 for a row without a time. */
  int hour(long row);

  /** The id of the cost center that a row belongs to. */
  Optional<String> costCenter(long row);

  UsageItem item(long row);

  void writeJson(long row, JsonGenerator out) throws IOException;
}
