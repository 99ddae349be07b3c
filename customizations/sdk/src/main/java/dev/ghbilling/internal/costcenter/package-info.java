/**
 * What the rooms of usage and of cost centers share: finding a cost center by its id or its name. A
 * text enters, an id leaves. What is done with the cost center isn't its business.
 */
@NullMarked
package dev.ghbilling.internal.costcenter;

import org.jspecify.annotations.NullMarked;
