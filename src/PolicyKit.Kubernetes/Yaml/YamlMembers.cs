using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>A member of a mapping after merging.</summary>
internal readonly record struct YamlMember(string Name, LinePosition Position, YamlNode Value, bool IsOwn, bool IsMerged);

/// <summary>The members of one mapping in order, each name once.</summary>
internal sealed class YamlMembers
{
    private const int FewMembers = 12;
    private readonly List<YamlMember> _members = [];
    private Dictionary<string, int>? _index;

    public List<YamlMember> All => _members;

    /// <summary>Adds a key that the mapping itself has; false when it had it already.</summary>
    public bool SetOwn(string name, LinePosition position, YamlNode value)
    {
        int at = Find(name);
        if (at >= 0 && _members[at].IsOwn) return false;
        Set(at, new YamlMember(name, position, value, IsOwn: true, IsMerged: false));
        return true;
    }

    /// <summary>Takes a member over from another mapping; it replaces the value of an own key, which stays one that may not be written again.</summary>
    public void SetMerged(YamlMember member, bool isAliased)
    {
        int at = Find(member.Name);
        Set(at, member with { IsOwn = at >= 0 && _members[at].IsOwn, IsMerged = member.IsMerged || isAliased });
    }

    private void Set(int at, YamlMember member)
    {
        if (at >= 0)
        {
            _members[at] = member;
            return;
        }
        _index?.Add(member.Name, _members.Count);
        _members.Add(member);
    }

    private int Find(string name)
    {
        if (_members.Count >= FewMembers)
        {
            _index ??= Index();
            return _index.TryGetValue(name, out int at) ? at : -1;
        }
        for (int i = 0; i < _members.Count; i++)
        {
            if (_members[i].Name == name) return i;
        }
        return -1;
    }

    private Dictionary<string, int> Index()
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < _members.Count; i++) index.Add(_members[i].Name, i);
        return index;
    }
}
