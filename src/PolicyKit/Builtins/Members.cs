using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>Enumerates the members of a collection: key and value of an object, index and element of an array, member and member of a set.</summary>
internal readonly struct Members(Value collection)
{
    /// <summary>Members of an object in key order; arrays and sets have their order anyway.</summary>
    public static Members Ordered(Value collection) => new(Ops.Canonical(collection));

    public Enumerator GetEnumerator() => new(collection);

    internal struct Enumerator(Value collection)
    {
        private long _cursor = -2;
        private int _members;

        public readonly (Value Key, Value Value) Current => (Ops.KeyAt(collection, _cursor), Ops.ValueAt(collection, _cursor));

        public bool MoveNext()
        {
            if (++_members % Ops.MembersPerStep == 0)
                Payer.Charge(1);
            _cursor = _cursor == -2 ? Ops.First(collection) : Ops.Next(collection, _cursor);
            return _cursor != -1;
        }
    }
}

/// <summary>Enumerates the elements of an array, the members of a set or the values of an object.</summary>
internal readonly struct Items(Value collection)
{
    public Enumerator GetEnumerator() => new(collection);

    public List<Value> ToList()
    {
        var list = new List<Value>();
        foreach (var item in this)
            list.Add(item);
        return list;
    }

    internal struct Enumerator(Value collection)
    {
        private long _cursor = -2;
        private int _members;

        public readonly Value Current => Ops.ValueAt(collection, _cursor);

        public bool MoveNext()
        {
            if (++_members % Ops.MembersPerStep == 0)
                Payer.Charge(1);
            _cursor = _cursor == -2 ? Ops.First(collection) : Ops.Next(collection, _cursor);
            return _cursor != -1;
        }
    }
}
