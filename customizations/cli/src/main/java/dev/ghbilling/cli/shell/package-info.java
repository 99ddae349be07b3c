/**
 * Generates shell completions and man pages from the same command specifications as {@code --help}.
 * Callers pass the program's specification and get a text, which they print or save.
 */
@NullMarked
package dev.ghbilling.cli.shell;

import org.jspecify.annotations.NullMarked;
