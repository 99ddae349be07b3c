/**
 * Usage reports that GitHub prepares for download, and the rows in them.
 *
 * <p>Enter through {@link dev.ghbilling.exports.Exports}, or with a file that you have through
 * {@link dev.ghbilling.exports.UsageReportFile}. A file is stored whole and as a report, or not at
 * all, and its rows are read one by one. Adding rows up is not this room's business.
 */
@NullMarked
package dev.ghbilling.exports;

import org.jspecify.annotations.NullMarked;
