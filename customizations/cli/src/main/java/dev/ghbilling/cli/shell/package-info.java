/**
 * What the command line gives to shells and to {@code man}, derived from the same specifications of
 * commands as {@code --help}. The entry point and a command hand in the program's specification and
 * get a text. How it is printed or saved isn't decided here.
 */
@NullMarked
package dev.ghbilling.cli.shell;

import org.jspecify.annotations.NullMarked;
