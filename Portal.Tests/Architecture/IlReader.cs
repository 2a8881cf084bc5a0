using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Portal.Tests.Architecture;

/// <summary>One instruction of a method.</summary>
/// <param name="Code">What it does.</param>
/// <param name="Operand">The member or string it names; null for anything else.</param>
internal readonly record struct Instruction(OpCode Code, object? Operand);

/// <summary>Reads what methods do, so that a rule sees every use and not only those a source file spells out.</summary>
internal static class IlReader
{
    internal const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes)
        .GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>All methods and constructors a type declares itself.</summary>
    public static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything));

    /// <summary>The method's instructions in order; none for a method without a body.</summary>
    public static IEnumerable<Instruction> Read(MethodBase method)
    {
        var bytes = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < bytes.Length; )
        {
            var code = bytes[at] == 0xFE ? s_codes[(short)((0xFE << 8) | bytes[at + 1])] : s_codes[bytes[at]];
            at += code.Size;
            yield return new(code, Resolve(method, code, bytes.AsSpan(at)));
            at += OperandSize(code, bytes.AsSpan(at));
        }
    }

    /// <summary>Every type that a type's declaration or code names, itself included; generic ones with their arguments.</summary>
    public static IEnumerable<Type> Uses(Type type)
    {
        var declared = type.GetInterfaces()
            .Append(type.BaseType)
            .Concat(type.GetFields(Everything).Select(f => f.FieldType))
            .Concat(type.GetCustomAttributesData().Select(a => a.AttributeType));
        var inMethods = Methods(type).SelectMany(method => Signature(method).Concat(Read(method).SelectMany(i => Named(i.Operand))));
        return declared.Concat(inMethods).OfType<Type>().SelectMany(Unfold).Distinct();
    }

    private static IEnumerable<Type?> Signature(MethodBase method) =>
        method
            .GetParameters()
            .Select(p => (Type?)p.ParameterType)
            .Append((method as MethodInfo)?.ReturnType)
            .Concat(method.GetMethodBody()?.LocalVariables.Select(v => v.LocalType) ?? [])
            .Concat(method.GetCustomAttributesData().Select(a => a.AttributeType));

    private static IEnumerable<Type?> Named(object? operand) =>
        operand switch
        {
            Type type => [type],
            MethodInfo method =>
            [
                method.DeclaringType,
                method.ReturnType,
                .. method.GetGenericArguments(),
                .. method.GetParameters().Select(p => p.ParameterType),
            ],
            MemberInfo member => [member.DeclaringType],
            _ => [],
        };

    private static IEnumerable<Type> Unfold(Type type)
    {
        if (type.HasElementType)
            return Unfold(type.GetElementType()!);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Unfold).Append(type.GetGenericTypeDefinition()) : [type];
    }

    private static object? Resolve(MethodBase method, OpCode code, ReadOnlySpan<byte> operand)
    {
        if (
            code.OperandType
            is not (
                OperandType.InlineString
                or OperandType.InlineField
                or OperandType.InlineMethod
                or OperandType.InlineTok
                or OperandType.InlineType
            )
        )
            return null;
        var token = BinaryPrimitives.ReadInt32LittleEndian(operand);
        if (code.OperandType == OperandType.InlineString)
            return method.Module.ResolveString(token);
        var ofType = method.DeclaringType is { IsGenericType: true } declaring ? declaring.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, ofType, method.IsGenericMethod ? method.GetGenericArguments() : null);
    }

    private static int OperandSize(OpCode code, ReadOnlySpan<byte> operand) =>
        code.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(operand)),
            _ => 4,
        };
}
