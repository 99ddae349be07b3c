package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.forecast.Forecast;
import dev.ghbilling.ledger.forecast.Forecast.Quantiles;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The amount that a chart shows. */
enum Measure {
  NET,
  GROSS;

  /** Returns the name, which is also the class of what the page's switch shows and hides. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Nullable BigDecimal of(Amounts amounts) {
    return this == NET ? amounts.net() : amounts.gross();
  }

  Quantiles of(Forecast.Day day) {
    return this == NET ? day.net() : day.gross();
  }

  Quantiles of(Forecast.Projected projected) {
    return this == NET ? projected.net() : projected.gross();
  }
}
