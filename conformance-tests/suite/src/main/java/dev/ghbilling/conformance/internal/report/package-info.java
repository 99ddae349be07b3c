/**
 * The reports of a run: a page for people, JSON for programs, JUnit's XML and CTRF for CI servers,
 * an HTTP Archive of what failed, and on request a document for a broker of contracts. The command
 * and {@code ConformanceTest} enter through {@code Reports}.
 *
 * <p>What leaves: five files, or six. Not its business: how results came about; it only reads
 * {@code Results}, and shows no text of the server without redaction.
 */
@NullMarked
package dev.ghbilling.conformance.internal.report;

import org.jspecify.annotations.NullMarked;
