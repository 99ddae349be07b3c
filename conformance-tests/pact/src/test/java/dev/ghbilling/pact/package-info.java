/** What the SDK needs from a server, and a server held against that. */
@NullMarked
package dev.ghbilling.pact;

import org.jspecify.annotations.NullMarked;
