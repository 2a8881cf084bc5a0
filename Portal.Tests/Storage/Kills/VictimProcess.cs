using Portal.Domain.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Storage.Kills;

/// <summary>The work of the process that <see cref="KilledWorkTests"/> starts and kills.</summary>
[Needs(Resource.Process)]
public sealed class VictimProcess
{
    [Fact(Explicit = true)]
    public async Task WorkUntilKilled()
    {
        if (VictimOrder.Read() is not { } order)
        {
            Assert.Skip($"Only {nameof(KilledWorkTests)} gives it something to do.");
            return;
        }
        await using var ledger = new FileStream(order.Ledger, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        await using var database = order.Open();
        await database.Get<DatabasePreparation>().RunAsync(TestContext.Current.CancellationToken);
        Write(Victim.Begun);
        await KilledWork.All.Single(w => w.Name == order.Work).WorkAsync(database, Write);

        // One system call: the line is there as a whole, whatever becomes of this process.
        void Write(string line) => ledger.Write(System.Text.Encoding.UTF8.GetBytes(line + '\n'));
    }
}
