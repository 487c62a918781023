%% What the topology of a tenant records, and the policies that it asks for, both in its own virtual host: in the
%% arguments of an exchange that nobody publishes to. RabbitMQ's tag for who may set policies reaches the limits of the
%% virtual host and the parameters of the whole broker as well, so a tenant's user has it not, and the broker's own Jobs
%% set the policies.
-module(topology_requests).
-export([read/2, write/3, fulfil/2]).

-define(RECORD, "queue-workloads.topology.").
-define(POLICY, "queue-workloads.").

%% RabbitMQ compares each policy that comes or changes with all queues of its virtual host.
-define(MOST_POLICIES, 2000).

%% The latest record, and the policies that it asks for.
read(Api, Vhost) ->
    case records(Api, Vhost) of
        [] -> {topology_inventory:empty(), []};
        Records ->
            {_, _, Text} = lists:last(Records),
            Value = #{<<"policies">> := Policies} = json:decode(Text),
            {topology_inventory:record(Value), Policies}
    end.

%% An exchange never changes its arguments: the next one comes before those before it go.
write(Api, Vhost, {Record, Policies}) ->
    Text = iolist_to_binary(json:encode((topology_inventory:value(Record))#{<<"policies">> => Policies})),
    Records = records(Api, Vhost),
    Last = case Records of [] -> 0; _ -> element(1, lists:last(Records)) end,
    Body = #{<<"type">> => <<"fanout">>, <<"durable">> => true, <<"arguments">> => #{<<"record">> => Text}},
    Name = iolist_to_binary([?RECORD, integer_to_binary(Last + 1)]),
    {ok, _} = topology_api:put(Api, exchange(Vhost, Name), Body),
    [topology_api:delete(Api, exchange(Vhost, Former)) || {_, Former, _} <- Records],
    ok.

records(Api, Vhost) ->
    {ok, Exchanges} = topology_api:get(Api, "/api/exchanges" ++ topology_api:path([Vhost])),
    lists:sort([{Number, Name, Text} ||
        #{<<"name">> := Name = <<?RECORD, Rest/binary>>, <<"arguments">> := #{<<"record">> := Text}} <- Exchanges,
        {Number, <<>>} <- [string:to_integer(Rest)], is_integer(Number)]).

exchange(Vhost, Name) -> "/api/exchanges" ++ topology_api:path([Vhost, Name]).

%% Sets what each of these virtual hosts asks for, there and nowhere else. What one asks for wrongly is no concern of
%% the others.
fulfil(Api, Vhosts) ->
    [try fulfil_one(Api, Vhost)
     catch
         throw:{unreachable, Reason} -> throw({unreachable, Reason});
         _:_ -> io:format("what the virtual host ~ts asks for cannot be read~n", [Vhost])
     end || Vhost <- Vhosts],
    ok.

fulfil_one(Api, Vhost) ->
    case read(Api, Vhost) of
        {#{revision := none}, _} -> ok;
        {_, Policies} when length(Policies) > ?MOST_POLICIES ->
            io:format("the virtual host ~ts asks for more than ~p policies~n", [Vhost, ?MOST_POLICIES]);
        {_, Policies} ->
            {ok, All} = topology_api:get(Api, "/api/policies" ++ topology_api:path([Vhost])),
            There = #{Name => maps:with(topology_things:fields(policies), Policy) || Policy = #{<<"name">> := Name = <<?POLICY, _/binary>>} <- All},
            Wanted = #{Name => maps:with(topology_things:fields(policies), Policy) || Policy = #{<<"name">> := Name = <<?POLICY, _/binary>>} <- Policies},
            [set(Api, Vhost, Name, Policy) || Name := Policy <- Wanted, maps:get(Name, There, none) =/= Policy],
            [topology_api:delete(Api, policy(Vhost, Name)) || Name <- maps:keys(There) -- maps:keys(Wanted)]
    end.

set(Api, Vhost, Name, Policy) ->
    case topology_api:put(Api, policy(Vhost, Name), Policy) of
        {ok, _} -> io:format("set the policy ~ts of ~ts~n", [Name, Vhost]);
        {error, _, Reason} -> io:format("RabbitMQ refused the policy ~ts of ~ts: ~ts~n", [Name, Vhost, Reason])
    end.

policy(Vhost, Name) -> "/api/policies" ++ topology_api:path([Vhost, Name]).
