/**
 * Cost centers and their users.
 *
 * <p>Enter through {@link dev.ghbilling.costcenters.CostCenters}. Changes go in requests of at most
 * 50 users. What became of each user is named, however the change ends, and held against the list
 * of cost centers. Usage by cost center is not this room's business but that of {@code
 * dev.ghbilling.usage}.
 */
@NullMarked
package dev.ghbilling.costcenters;

import org.jspecify.annotations.NullMarked;
