/**
 * Output on stdout and stderr. Commands hand in a JSON document or the cells of a table and get
 * text for a terminal or comma-separated values. Knows JSON and the width of the terminal, but
 * neither the operations of the API nor the options of a command.
 */
@NullMarked
package dev.ghbilling.cli.output;

import org.jspecify.annotations.NullMarked;
