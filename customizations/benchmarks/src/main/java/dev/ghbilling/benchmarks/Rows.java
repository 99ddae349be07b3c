package dev.ghbilling.benchmarks;

import java.util.List;

/** Everything that is measured, in the order of the table. */
final class Rows {
  static final List<Row> ALL =
      List.of(
          new CallRow(ClientKind.BY_HAND, ClientKind.COMMON),
          new StreamRow(),
          new CsvRow(),
          new PagesRow(),
          new ContractChangeRow(),
          new ConformanceRow(),
          new StartRow(),
          new LibraryGrowthRow(),
          new ContractGrowthRow(),
          new LoadRow());

  private Rows() {}
}
