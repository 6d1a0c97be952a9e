/**
 * The table graph as a drawing: what there is to draw, where it goes, and its forms for programs
 * that draw themselves. It does not know terminals or HTML.
 */
@NullMarked
package io.loomctl.diagram;

import org.jspecify.annotations.NullMarked;
