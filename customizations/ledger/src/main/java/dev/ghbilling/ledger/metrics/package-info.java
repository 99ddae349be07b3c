/**
 * The running month as metrics of Prometheus.
 *
 * <ul>
 *   <li>In comes a scrape, to which the ledger is read anew.
 *   <li>Out go gauges. They are floating-point numbers, as all values of Prometheus are; exact
 *       amounts leave by the ledger's other ways.
 *   <li>Not its business: fetching what is missing. A sync beside it does that.
 * </ul>
 */
@NullMarked
package dev.ghbilling.ledger.metrics;

import org.jspecify.annotations.NullMarked;
