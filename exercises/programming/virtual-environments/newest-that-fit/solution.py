# The idea: depth first. A version is checked in both directions when it is chosen,
# so what is in `chosen` fits together; what fails lower down comes back as None.
def resolve(index, wanted):
    """Return {name: version} of the newest versions that fit, or None."""

    def fits(name, version, chosen):
        needs = index[name][version]
        if any(chosen[n] not in needs[n] for n in needs if n in chosen):
            return False
        asked = [index[other][v] for other, v in chosen.items()]
        return all(version in needs[name] for needs in asked if name in needs)

    def choose(chosen, names):
        names = [name for name in names if name not in chosen]
        if not names:
            return chosen
        name = names[0]
        for version in sorted(index.get(name, {}), reverse=True):
            if not fits(name, version, chosen):
                continue
            more = list(index[name][version])
            found = choose({**chosen, name: version}, names[1:] + more)
            if found is not None:
                return found
        return None

    return choose({}, list(wanted))
