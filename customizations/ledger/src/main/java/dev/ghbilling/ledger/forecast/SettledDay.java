package dev.ghbilling.ledger.forecast;

import java.math.BigDecimal;

/**
 * The amounts of a day that GitHub isn't expected to correct any more, in US dollars.
 *
 * @param gross the amount before discounts
 * @param net the amount that is charged
 */
public record SettledDay(BigDecimal gross, BigDecimal net) {}
