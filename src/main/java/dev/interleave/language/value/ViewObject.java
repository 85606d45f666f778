package dev.interleave.language.value;

import dev.interleave.language.value.TableIterator.Part;

/// The keys, values or entries of a dict, as they are at any time.
public final class ViewObject extends HeapObject {

    /// What is viewed.
    public DictObject dict;

    /// What is shown of it.
    public final Part part;

    /// @param dict what is viewed
    /// @param part what is shown of it
    public ViewObject(DictObject dict, Part part) {
        super(
                switch (part) {
                    case KEY -> Types.DICT_KEYS;
                    case VALUE -> Types.DICT_VALUES;
                    case ITEM -> Types.DICT_ITEMS;
                });
        this.dict = dict;
        this.part = part;
    }
}
