/**
 * The entry point of the command line. It parses arguments with picocli, runs one command of {@link
 * dev.ghbilling.cli.command} and turns failures into one line on stderr and an exit status. What a
 * command does, how its options are read and how its result is printed is decided in the rooms
 * below.
 */
@NullMarked
package dev.ghbilling.cli;

import org.jspecify.annotations.NullMarked;
