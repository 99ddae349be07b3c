/** The same calls through the clients of several languages, and what each makes of the answers. */
@NullMarked
package dev.ghbilling.polyglot;

import org.jspecify.annotations.NullMarked;
