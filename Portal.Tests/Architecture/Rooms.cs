using System.Reflection;

namespace Portal.Tests.Architecture;

/// <summary>The uses among the folders of a project: a folder is a namespace, with the types directly in it.</summary>
internal sealed class Rooms
{
    private readonly Dictionary<string, Dictionary<string, string>> _uses = new(StringComparer.Ordinal);

    /// <param name="assembly">The project.</param>
    /// <param name="roomOf">The room of a namespace: itself for folders, its first part for features.</param>
    /// <param name="isExempt">Types that may use any folder.</param>
    public Rooms(Assembly assembly, Func<string, string> roomOf, Func<Type, bool> isExempt)
    {
        foreach (var type in Features.Types(assembly).Where(t => !isExempt(t)))
        {
            foreach (var used in IlReader.Uses(type).Where(u => u.Assembly == assembly && u.Namespace is not null))
                Note(roomOf(type.Namespace!), roomOf(used.Namespace!), $"{Features.Name(type)} uses {Features.Name(used)}");
        }
    }

    /// <summary>All cycles of dependencies, with one use as an example of each step.</summary>
    public IEnumerable<string> Cycles()
    {
        foreach (var room in _uses.Keys.Order(StringComparer.Ordinal))
        {
            foreach (var next in _uses[room].Keys.Order(StringComparer.Ordinal))
            {
                if (Way(next, room) is { } way)
                    yield return string.Join("\n   ", Steps([room, .. way]));
            }
        }
    }

    private void Note(string room, string used, string why)
    {
        if (room == used)
            return;
        if (!_uses.TryGetValue(room, out var others))
            _uses[room] = others = new(StringComparer.Ordinal);
        others.TryAdd(used, why);
    }

    private IEnumerable<string> Steps(IReadOnlyList<string> way) =>
        way.Zip(way.Skip(1), (room, next) => $"{room} → {next}: {_uses[room][next]}");

    /// <summary>The shortest way from one room to another, both ends included; null when there is none.</summary>
    private List<string>? Way(string from, string to)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal) { [from] = "" };
        var queue = new Queue<string>([from]);
        while (queue.TryDequeue(out var room))
        {
            if (room == to)
                return Back(cameFrom, room);
            foreach (var next in _uses.GetValueOrDefault(room)?.Keys ?? Enumerable.Empty<string>())
            {
                if (cameFrom.TryAdd(next, room))
                    queue.Enqueue(next);
            }
        }
        return null;
    }

    private static List<string> Back(Dictionary<string, string> cameFrom, string room)
    {
        var way = new List<string>();
        for (; room.Length > 0; room = cameFrom[room])
            way.Insert(0, room);
        return way;
    }
}
