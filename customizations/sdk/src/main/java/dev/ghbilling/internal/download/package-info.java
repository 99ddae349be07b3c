/**
 * Downloads of single files from the hosts that store them.
 *
 * <p>Enter through {@link dev.ghbilling.internal.download.FileTransfer}, with a {@link
 * dev.ghbilling.internal.download.PartialFile}. What leaves is a file that is provably whole, in
 * spite of broken connections and killed processes, or an exception. What a file has to contain,
 * how often to try and which files belong together is the business of {@code exports}, in {@code
 * PartDownload} and {@code Download}.
 */
@NullMarked
package dev.ghbilling.internal.download;

import org.jspecify.annotations.NullMarked;
