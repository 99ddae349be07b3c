package dev.ghbilling.spec.pages;

/** A way to write a call down. */
interface SampleLanguage {
  /** What a reader calls it, as {@code TypeScript}. */
  String label();

  /** The folder that holds the language's samples, which is also what highlights them. */
  String id();

  /** The name of the file that holds the operation's sample. */
  String fileName(String operationId);

  /** The whole file, ready to be compiled or run. */
  String source(SampleCall call);
}
