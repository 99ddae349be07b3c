package dev.ghbilling;

import dev.ghbilling.fixture.FaultRow;
import dev.ghbilling.fixture.FaultRows;
import java.util.stream.Stream;

final class SlowFaults implements FaultRows {
  @Override
  public Stream<FaultRow> rows() {
    return Stream.of();
  }
}
