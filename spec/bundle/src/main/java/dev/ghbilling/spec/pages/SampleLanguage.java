package dev.ghbilling.spec.pages;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A language of sample calls.
 *
 * @param label the language's name for display, such as {@code TypeScript}
 * @param id the name of the folder for the language's samples, and of its syntax highlighting
 * @param fileName gives the name of the file of an operation's sample, from the operation's id
 * @param source gives the whole file, ready to be compiled or run
 */
record SampleLanguage(
    String label, String id, UnaryOperator<String> fileName, Function<SampleCall, String> source) {}
