/**
 * Cost centers and their users, organizations, repositories and teams.
 *
 * <p>Enter through {@link dev.ghbilling.costcenters.CostCenters}. Changes go in requests of at most
 * 50 resources. Each resource's outcome is named, however the change ends, and compared with the
 * list of cost centers. A desired state of all cost centers becomes a plan of steps first. Usage by
 * cost center is not this room's business but that of {@code dev.ghbilling.usage}.
 */
@NullMarked
package dev.ghbilling.costcenters;

import org.jspecify.annotations.NullMarked;
