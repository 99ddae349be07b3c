/**
 * The contract as pages for people: one self-contained HTML file, and each operation's call in
 * several languages.
 */
@NullMarked
package dev.ghbilling.spec.pages;

import org.jspecify.annotations.NullMarked;
