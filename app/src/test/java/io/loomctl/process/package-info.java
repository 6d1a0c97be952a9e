/**
 * The finished jar as a process: what happens when it is killed, interrupted, run eight times at
 * once, run on another machine, or when the disk or the connection gives out. These tests know
 * loomctl by its command line and its files only, except that they read snapshots with its reader.
 */
package io.loomctl.process;
