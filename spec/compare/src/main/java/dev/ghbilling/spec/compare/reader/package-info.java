/**
 * Reads OpenAPI documents into trees of elements, so that the same contract gives the same tree.
 *
 * <p>In goes a file or JSON, out comes an {@link dev.ghbilling.spec.compare.reader.Element} whose
 * facts look alike in OpenAPI 3.0 and 3.1, with references and without. {@link
 * dev.ghbilling.spec.compare.reader.SchemaResolver} does the work for schemas. Comparing two trees
 * is not this package's business.
 */
@NullMarked
package dev.ghbilling.spec.compare.reader;

import org.jspecify.annotations.NullMarked;
