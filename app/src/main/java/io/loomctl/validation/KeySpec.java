package io.loomctl.validation;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.RowFields;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * What rows of a table are known by when other rows reference them.
 *
 * @param fields where the parent's rows have the values
 * @param forms what each value is turned into before it is compared
 */
record KeySpec(TableName parent, List<Integer> fields, List<KeyForm> forms) {

  KeySpec {
    fields = List.copyOf(fields);
    forms = List.copyOf(forms);
  }

  /** Whether a value is missing, so that the row has no such key. */
  static boolean isNull(RowFields row, List<Integer> fields) {
    for (int field : fields) {
      if (row.isNull(field)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The key as a number: an integer as it is, everything else as a hash.
   *
   * @param from where this row has the values: a child has them elsewhere than its parent
   * @throws NumberFormatException when an integer is none
   */
  long key(RowFields row, List<Integer> from) {
    if (forms.size() == 1) {
      return forms.get(0) == KeyForm.INTEGER
          ? row.integer(from.get(0))
          : hash(forms.get(0).canonical(row, from.get(0)));
    }
    ByteBuffer hashes = ByteBuffer.allocate(Long.BYTES * forms.size());
    for (int i = 0; i < forms.size(); i++) {
      hashes.putLong(hash(forms.get(i).canonical(row, from.get(i))));
    }
    return hash(hashes.array());
  }

  private static long hash(byte[] value) {
    return MurmurHash3.hash128x64(value)[0];
  }

  /** The same, compared as generously as any collation might. */
  KeySpec loose() {
    return new KeySpec(
        parent,
        fields,
        forms.stream().map(form -> form.hasCollation() ? KeyForm.LOOSE : form).toList());
  }
}
