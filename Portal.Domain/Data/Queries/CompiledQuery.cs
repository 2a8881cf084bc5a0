using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Portal.Domain.Data.Queries;

/// <summary>A query that EF Core translates once instead of looking it up at every run: for what every single case or call asks.</summary>
/// <param name="query">May use its two arguments alone.</param>
internal sealed class CompiledQuery<TArgument, TResult>(Expression<Func<PortalDb, TArgument, IQueryable<TResult>>> query)
{
    // A compiled query belongs to the model of the context that ran it first; each kind of database has its own.
    private readonly ConditionalWeakTable<IModel, Func<PortalDb, TArgument, IAsyncEnumerable<TResult>>> _byModel = [];

    public IAsyncEnumerable<TResult> RunAsync(PortalDb db, TArgument argument) =>
        _byModel.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, argument);
}
