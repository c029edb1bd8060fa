# The idea: one pass with a field under way. A blank closes a field that is open;
# a hard separator closes it too, or makes an empty one, unless a blank before it
# has just closed one: then both are a single separator.
def split_words(value, ifs=" \t\n"):
    """Return the fields that the shell makes of an unquoted value."""
    blanks = {c for c in ifs if c in " \t\n"}
    fields, current, closed_by_blank = [], None, False
    for character in value:
        if character in blanks:
            if current is not None:
                fields.append(current)
                current, closed_by_blank = None, True
        elif character in ifs:
            if not closed_by_blank:
                fields.append(current or "")
            current, closed_by_blank = None, False
        else:
            current, closed_by_blank = (current or "") + character, False
    if current is not None:
        fields.append(current)
    return fields
