package dev.ghbilling.spec.pages;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A way to write a call down.
 *
 * @param label what a reader calls it, as {@code TypeScript}
 * @param id the folder that holds the language's samples, which is also what highlights them
 * @param fileName the name of the file that holds an operation's sample, by the operation's id
 * @param source the whole file, ready to be compiled or run
 */
record SampleLanguage(
    String label, String id, UnaryOperator<String> fileName, Function<SampleCall, String> source) {}
