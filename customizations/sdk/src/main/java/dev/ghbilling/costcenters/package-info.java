/**
 * Cost centers and their users.
 *
 * <p>Enter through {@link dev.ghbilling.costcenters.CostCenters}. Changes go in requests of at most
 * 50 users. Each user's outcome is named, however the change ends, and compared with the list of
 * cost centers. Usage by cost center is not this room's business but that of {@code
 * dev.ghbilling.usage}.
 */
@NullMarked
package dev.ghbilling.costcenters;

import org.jspecify.annotations.NullMarked;
