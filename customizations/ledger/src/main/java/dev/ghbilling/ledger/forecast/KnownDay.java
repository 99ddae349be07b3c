package dev.ghbilling.ledger.forecast;

import java.math.BigDecimal;

/**
 * The amounts of a day that GitHub has reported, in US dollars.
 *
 * @param gross the amount before discounts
 * @param net the amount that is charged
 * @param settled whether GitHub isn't expected to correct it any more; otherwise it may still grow
 */
public record KnownDay(BigDecimal gross, BigDecimal net, boolean settled) {}
