using System.Numerics;
using System.Runtime.InteropServices;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Cells;

/// <summary>
/// A hash table of sums of measures by key. Unlike a dictionary it adds in place, without copying 16 numbers per addition.
/// </summary>
internal sealed class SumTable<TKey>
    where TKey : struct, IEquatable<TKey>
{
    private const int LeastSlots = 64;

    private Entry[] _entries = new Entry[LeastSlots / 2];

    /// <summary>Open addressing: the index in <see cref="_entries"/> plus one, 0 for an empty slot. Never more than half full.</summary>
    private int[] _slots = new int[LeastSlots];

    public int Count { get; private set; }

    public ref readonly TKey KeyAt(int place) => ref _entries[place].Key;

    public ref readonly Measures SumAt(int place) => ref _entries[place].Sum;

    public void Add(in TKey key, in Measures measures)
    {
        for (var slot = SlotOf(key); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (_slots[slot] == 0)
            {
                Insert(slot, key, measures);
                return;
            }
            ref var entry = ref _entries[_slots[slot] - 1];
            if (!entry.Key.Equals(key))
                continue;
            Measures.AddTo(ref entry.Sum, measures);
            return;
        }
    }

    /// <summary>Removes all sums and keeps the allocated memory.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    // The upper bits of the hash are the best mixed ones (HashMixer.Hash).
    private int SlotOf(in TKey key) => (int)((uint)key.GetHashCode() >> (32 - BitOperations.Log2((uint)_slots.Length)));

    private void Insert(int slot, in TKey key, in Measures measures)
    {
        _entries[Count] = new() { Key = key, Sum = measures };
        _slots[slot] = ++Count;
        if (Count == _entries.Length)
            Grow();
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _slots = new int[_slots.Length * 2];
        for (var place = 0; place < Count; place++)
        {
            var slot = SlotOf(_entries[place].Key);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = place + 1;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        public TKey Key;
        public Measures Sum;
    }
}
