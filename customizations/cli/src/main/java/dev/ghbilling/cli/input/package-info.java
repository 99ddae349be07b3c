/**
 * Reading and checking of what the user supplies: option values, files and folders. Commands call
 * it before they send a request, and get a value or a message that names the option. What the SDK
 * checks, such as the months of a year, is not checked here as well.
 */
@NullMarked
package dev.ghbilling.cli.input;

import org.jspecify.annotations.NullMarked;
